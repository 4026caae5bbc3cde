"""Sandbox: files from outside are read in a child process with limits on time and memory.

`isolated` is how other rooms read, recognise and draw; `preflight` decides what may be taken in.
`child` is the process, `child_process` starts and binds it, `file_reading` is what it does with a
whole file.
"""

__all__ = ["isolated", "preflight"]
