"""Nominations: a unit proposes people, collectives and households for awards; each is held against the law before it is sent."""
