"""A crawl whose outlets are crawled by workers on other machines, while this machine alone writes the archive.

On the machine of the archive, driver.py hands out outlets in parts that share no host (parts.py, handing_out.py) to the
workers that are there (known_workers.py), takes in what comes back (intake.py), and stops on request (stop_signals.py).
A worker (task.py) starts a process (child.py), which crawls as on one machine, with an archive that has only what it
needs to know what to ask, and whose session (journal.py) writes down what it would have stored. The pace of hosts is in
crawl/http. Needs the extra `fleet`; which engine runs the tasks is not known here.
"""
