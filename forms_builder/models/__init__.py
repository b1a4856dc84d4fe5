from .forms import DraftOp, Form, FormVersion, Template
from .rights import FormGroupPermission, FormUserPermission, Share, Transfer
from .submissions import Review, Submission, Tally, Upload

__all__ = [
    "DraftOp",
    "Form",
    "FormGroupPermission",
    "FormUserPermission",
    "FormVersion",
    "Review",
    "Share",
    "Submission",
    "Tally",
    "Template",
    "Transfer",
    "Upload",
]
