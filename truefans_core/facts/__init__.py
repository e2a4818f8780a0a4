"""Facts as data: fees and benchmarks, each with its source, its date and how sure it is."""
