"""What the trail says of how long things are kept, how they end, and what people are given of theirs."""

from dhp.audit.operations import Operation, Told


class KeepingAct(Told):
    """What may happen to the keys and clocks of the record, and to a request about oneself."""

    KEYS_ROTATED = "key.rotated", Operation.ADMIN, "wrapped the keys of cases anew"
    TEXTS_SEALED = "key.sealed", Operation.ADMIN, "sealed texts of cases under their keys"
    ERASURE_ASKED = "erasure.asked", Operation.ALTER, "asked that a case be erased"
    ERASURE_REFUSED = "erasure.refused", Operation.ALTER, "refused to erase a case"
    ERASURE_READ = "erasure.read", Operation.CONSULT, "read a request to erase a case"
    ERASURES_LISTED = "erasure.listed", Operation.CONSULT, "listed what was erased or is to be"
    CASE_ERASED = "erasure.done", Operation.ERASE, "agreed, and a case was erased"
    REVIEWS_LISTED = "retention.listed", Operation.CONSULT, "listed reviews that are due"
    REVIEWS_READ = "retention.read", Operation.CONSULT, "read the reviews of a case"
    RETENTION_REVIEWED = "retention.reviewed", Operation.ALTER, "reviewed whether a case is kept"
    SUBJECT_ASKED = "subject.asked", Operation.COLLECT, "began a request of a person"
    SUBJECT_SEARCHED = "subject.searched", Operation.CONSULT, "looked for a person everywhere"
    SUBJECT_PUT = "subject.put", Operation.COMBINE, "put forward what a person is given"
    SUBJECT_READ = "subject.read", Operation.CONSULT, "read what a person would be given"
    SUBJECT_APPROVED = "subject.approved", Operation.ALTER, "approved what a person is given"
    SUBJECT_GIVEN = "subject.given", Operation.DISCLOSE, "gave a person what is held about them"
    CLOCK_RAN_OUT = "retention.clock", Operation.ERASE, "removed what was kept long enough"
