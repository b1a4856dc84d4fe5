"""Where personal data stands: every model of the four apps is named here, and every text column of it.

A model or column that is missing here fails test_inventory.py: say who exports and erases it, or why nothing of a
person can stand there.
"""

# Models whose rows (or columns) come from a person: planted, exported, erased by the app's personal_data module.
HERS = {
    "accounts.Avatar": "accounts",
    "accounts.DataRequest": "accounts",
    "accounts.IdempotencyKey": "accounts",
    "accounts.OneTimeToken": "accounts",
    "accounts.Profile": "accounts",
    "accounts.Session": "accounts",
    "accounts.User": "accounts",
    "accounts.AuditEntry": "accounts",
    "notifications.Mail": "notifications",
    "notifications.Notification": "notifications",
    "notifications.Suppression": "notifications",
    "forms_builder.DraftOp": "forms",
    "forms_builder.Form": "forms",
    "forms_builder.FormVersion": "forms",
    "forms_builder.Picture": "forms",
    "forms_builder.Review": "forms",
    "forms_builder.Share": "forms",
    "forms_builder.Submission": "forms",
    "forms_builder.Template": "forms",
    "forms_builder.Upload": "forms",
    "adoption.Agreement": "adoption",
    "adoption.Appeal": "adoption",
    "adoption.ApplicationEvent": "adoption",
    "adoption.Attachment": "adoption",
    "adoption.FollowUp": "adoption",
    "adoption.Invitation": "adoption",
    "adoption.Message": "adoption",
    "adoption.Photo": "adoption",
    "adoption.Post": "adoption",
    "adoption.PostEvent": "adoption",
    "adoption.Report": "adoption",
    "adoption.Sanction": "adoption",
    "adoption.SavedSearch": "adoption",
    "adoption.Slot": "adoption",
}

# Rows that tie a person to something and hold no words of hers: what becomes of each.
TIES = {
    "accounts.Block": "removed, whoever blocked whom",
    "accounts.Disclosure": "taken back; the log of the other side names a former member",
    "accounts.RefreshToken": "removed with its session",
    "notifications.Preference": "removed",
    "forms_builder.FormUserPermission": "removed",
    "forms_builder.Transfer": "removed",
    "adoption.Adoption": "stays, for the other side; without consent to a story",
    "adoption.Application": "ended; date and state stay for the other side",
    "adoption.Booking": "cancelled; times stay for the other side",
    "adoption.Conversation": "stays for the other side, without her words",
    "adoption.EvidencePhoto": "removed, and its file: evidence about her goes as a whole",
    "adoption.InvitationLink": "removed with what opens her posts",
    "adoption.Like": "removed, and the post's counter with it",
    "adoption.OpeningHours": "removed",
    "adoption.PostUserPermission": "removed",
    "adoption.Reservation": "ended; that there was one stays for the other side",
}

# Models in which nothing of a person can stand.
NOBODYS = {
    "accounts.FileRemoval": "names of files that are on their way out",
    "forms_builder.FormGroupPermission": "of groups",
    "forms_builder.Tally": "numbers of answers with nobody behind them",
    "adoption.District": "Taiwan's districts",
    "adoption.PostGroupPermission": "of groups",
    "adoption.ShelterAnimal": "the shelters' open data",
}

# Text columns that only the product itself writes: codes, fingerprints, names of files in the storages.
OURS = {
    *("action", "ref", "request_id", "route", "fingerprint", "end_reason", "jti_hash", "token_hash", "state_hash"),
    *("kind", "event_key", "dedup_key", "message_id", "error", "sha256", "rights", "flags", "template_version"),
    *("incoming_key", "key", "source_key", "avatar_key", "renditions", "mime", "phash", "question_id"),
    *("from_state", "to_state", "removed_from", "decline_reason", "language", "slug", "uid", "password"),
    *("fields", "county", "county_code", "district", "seqs"),
    # why a file was rejected, why an address is suppressed: codes
    *("accounts.Avatar.reason", "forms_builder.Upload.reason", "adoption.Attachment.reason", "adoption.Photo.reason"),
    *("notifications.Suppression.reason", "forms_builder.Picture.reason", "forms_builder.Picture.colour"),
    # the main color of a picture
    *("accounts.Avatar.colour", "forms_builder.Upload.colour", "adoption.Attachment.colour", "adoption.Photo.colour"),
}

# What stays although a person wrote it, and why.
STAYS = {
    "adoption.Post.name": "the animal's name: others' records of having applied for it would lose their sense",
    "adoption.Post.breed": "a fact about the animal",
    "adoption.Post.colour": "a fact about the animal",
    "adoption.Report.answer": "the moderators' words, about what others reported",
}

# What an archive leaves out, and why.
NOT_EXPORTED = {
    "accounts.IdempotencyKey.response": "a copy of what was answered, kept a day",
    "notifications.Mail.data": "numbers for the writing of the mail",
    "forms_builder.DraftOp.inverse": "the same edit, backwards",
    "forms_builder.Submission.lookup": "the answers once more, for searching",
    "adoption.Report.evidence": "what others reported stays the moderators' until it is erased",
}


def is_ours(model, field):
    return field.name in OURS or f"{model._meta.label}.{field.name}" in OURS
