from .forms import DraftOp, Form, FormVersion, Template
from .pictures import Picture
from .rights import FormGroupPermission, FormUserPermission, Share, Transfer
from .submissions import Review, Submission, Tally, Upload

__all__ = [
    "DraftOp",
    "Form",
    "FormGroupPermission",
    "FormUserPermission",
    "FormVersion",
    "Picture",
    "Review",
    "Share",
    "Submission",
    "Tally",
    "Template",
    "Transfer",
    "Upload",
]
