"""The hidden tests of each TP: the same checks as the students', on arguments that they have not seen."""
