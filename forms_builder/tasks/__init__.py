from .uploads import render_upload

__all__ = ["render_upload"]
