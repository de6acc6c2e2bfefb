"""Drafting the file of a new outlet: look at a site, work out its facts and rules, write and explain them."""
