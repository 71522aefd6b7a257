"""The flowsheet: what the record says of a person by day, a row for each thing that is measured."""
