"""Requests, responses and pages: what every function with an address is made of, whatever it is for."""
