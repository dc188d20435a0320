"""Lighthouse over the pages that people come to: its marks on a telephone, and whether all of them are full."""
