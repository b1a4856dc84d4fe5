"""What the scheduler does for this app each minute: the rows know what is due."""

from accounts.services import blocks
from adoption import evidence_files
from adoption.models import Attachment, Photo
from adoption.services import (
    attachments,
    evidence,
    followups,
    posts_review,
    reminders,
    reservations,
    still_there,
    trust,
    visits,
)
from adoption.tasks import evidence as evidence_tasks
from adoption.tasks import photo_moves, photos
from petbuddy import due, orphans


def register():
    """Called from AppConfig.ready()."""
    due.register_sweep("attachments", attachments.restart_pending)
    due.register_sweep("photos", photos.sweep)
    due.register_sweep("photos to move", photo_moves.sweep)
    due.register_sweep("photos kept for reports", evidence_tasks.sweep)
    due.register_purge("photos kept for reports", evidence.purge)
    orphans.register(evidence_files.PREFIX, evidence_files.named_copies)
    orphans.register("photos", evidence_files.named_sources)
    orphans.register_stored_files("photos", Photo)
    orphans.register_stored_files("files", Attachment)
    due.register_due("posts without a sign of life", still_there.send_due)
    due.register_due("removed posts without an appeal", posts_review.close_removed)
    due.register_due("replies that were promised", reminders.nudge_givers)
    due.register_due("applicants without news", reminders.explain_silence)
    due.register_due("visits of tomorrow", reminders.remind_visits)
    due.register_due("follow-ups", followups.send_due)
    due.register_due("overdue follow-ups", followups.remind_overdue)
    due.register_due("givers of silent adopters", followups.tell_givers)
    due.register_due("unsigned reservations", reservations.remind_unsigned)
    due.register_due("suspensions that end", trust.end_suspensions)
    blocks.register(lambda *, blocker, blocked: visits.cancel_between(one=blocker, other=blocked, by=blocker))
