"""Draws anew only what changed reports touch: the same record as drawing all of it, in the time that the change takes.

redraw   changed reports -> copied -> spoken -> beside -> their groups -> parts -> episodes, and a scope

What a report can touch is found by what the last settling noted: words shared with reports of those weeks, voices
under the same names, claims that stand beside its claims under one key, and the groups that all these are drawn in.
"""
