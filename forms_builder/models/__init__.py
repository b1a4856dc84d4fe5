from .forms import DraftOp, Form, FormVersion, Template
from .rights import FormGroupPermission, FormUserPermission, Share
from .submissions import Review, Submission, Upload

__all__ = [
    "DraftOp",
    "Form",
    "FormGroupPermission",
    "FormUserPermission",
    "FormVersion",
    "Review",
    "Share",
    "Submission",
    "Template",
    "Upload",
]
