"""What lies here but is no test."""

collect_ignore = ["faulty_server.py"]
