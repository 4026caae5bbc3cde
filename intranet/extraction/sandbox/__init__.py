"""Sandbox: files from outside are read in a child process with limits on time and memory.

`isolated` is how other rooms read, recognise and draw; `preflight` decides what may be taken in.
`child` is the process, `limits` what binds it, `file_reading` what it does with a whole file.
"""

__all__ = ["isolated", "preflight"]
