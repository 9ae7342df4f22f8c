"""Series: which offences may share an offender, by behaviour, place and time; always a lead."""
