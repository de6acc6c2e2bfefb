"""What is wrong with an outlet, judged from its daily numbers and compared with its own history.

Pure: the numbers of some weeks come in, findings go out. Nothing here knows SQL, the network or the clock; the archive
loads the numbers (`archive/health/`). judging.py asks all questions. Each kind of finding has the module of its
question: volume.py, fields.py, answers.py, feeds.py, disk.py. A new kind gets a module of its own and a line there.
days.py has the numbers, episodes.py when a finding begins and ends, tails.py the probabilities, expected.py what is
usual for an outlet on a day.
"""
