"""Registration of titles at the start of the year: who in a unit sets out for which award, approved up the chain."""
