"""Makes of an executed notebook what our template lays out as a page, for `navette export` and JupyterLab's menu alike.

The template names `navette_pages.PagePreprocessor` in its conf.json; the set-up makes this folder importable in the
project's Python environment. Everything that comes from a notebook is escaped, or tidied where it is HTML, before it
gets to the template; what browsers should read as data is inert JSON.
"""

from .page import PagePreprocessor

__all__ = ["PagePreprocessor"]
