"""What UCDP, ACLED and Airwars would each write down of one incident, from the same claims."""
