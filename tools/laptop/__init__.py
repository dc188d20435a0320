"""The whole product on one laptop: the same template, an emulator of AWS, one address."""
