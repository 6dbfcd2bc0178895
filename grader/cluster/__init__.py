"""Many submissions at once, on Dask: workers, and on each a process that grades."""
