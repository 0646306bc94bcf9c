"""What the trail says of accounts: who was let in, by whom, and how they prove who they are."""

from dhp.audit.operations import Operation, Told


class AccountAct(Told):
    """What may happen to an account or a key of a force's system; the rest is in `Act`."""

    SIGNED_IN = "account.signed-in", Operation.AUTH, "signed in"
    SIGN_IN_FAILED = "account.sign-in-failed", Operation.AUTH, "failed to sign in"
    SIGNED_OUT = "account.signed-out", Operation.AUTH, "signed out"
    ACCOUNT_INVITED = "account.invited", Operation.ADMIN, "invited a user"
    ACCOUNT_JOINED = "account.joined", Operation.ADMIN, "accepted an invitation"
    ACCOUNT_DISABLED = "account.disabled", Operation.ADMIN, "disabled an account"
    ACCOUNT_ENABLED = "account.enabled", Operation.ADMIN, "enabled an account"
    PASSWORD_CHANGED = "account.password-changed", Operation.AUTH, "changed a password"
    REGION_CHANGED = "account.region-changed", Operation.ADMIN, "gave an analyst another region"
    API_KEY_MADE = "api-key.made", Operation.ADMIN, "made a key for a force’s system"
    API_KEY_ROTATED = "api-key.rotated", Operation.ADMIN, "put a new key in place of one"
    API_KEY_REVOKED = "api-key.revoked", Operation.ADMIN, "revoked a key"
    PROVED_AGAIN = "account.proved-again", Operation.AUTH, "proved again who they are"
    ACCESS_ASKED = "access.asked", Operation.ADMIN, "asked a lead to agree to access"
    ACCESS_DECIDED = "access.decided", Operation.ADMIN, "decided who has access"
    RECOVERY_SENT = "account.recovery-sent", Operation.ADMIN, "sent a link to a new authenticator"
    PASSKEY_ADDED = "account.passkey-added", Operation.AUTH, "added a passkey"
    PASSKEY_REMOVED = "account.passkey-removed", Operation.AUTH, "removed a passkey"
    ACCOUNTS_ASKED = "account.checks-asked", Operation.JOB, "asked which accounts are needed"
    ACCOUNT_CONFIRMED = "account.confirmed", Operation.ADMIN, "said whether an account is needed"
    FACTOR_RESET = "account.factor-reset", Operation.AUTH, "set up a new authenticator"
    LANGUAGE_CHOSEN = "account.language", Operation.ADMIN, "chose the language of their pages"
    ACCESS_REFUSED = "access.refused", Operation.AUTH, "asked for what they may not see"
    COLLAR_NUMBER_SET = "account.collar-number", Operation.ADMIN, "set a collar number"
