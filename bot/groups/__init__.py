"""Groups that connect, people with several accounts, allied groups."""
