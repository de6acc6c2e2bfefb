"""Workers on other machines: a scheduler, workers, and the connection to them as a concurrent.futures.Executor.

Only this package knows Dask, and cryptography (extra `fleet`). It knows nothing of pages or archives: what the workers
run is in `importing/` and `reextraction/`, and takes any executor. Another engine would be a module beside dask_pool.
"""
