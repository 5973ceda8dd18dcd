"""What may be wrong with a text or a list. Callers of `verify` never see these; encoders and list readers do."""


class CredentialError(ValueError):
    """Root of everything this library raises on purpose."""


class Malformed(CredentialError):
    """The bytes are not what the format says: alphabet, compression, CBOR, shape, types or sizes."""


class Truncated(Malformed):
    """The text starts like one of ours and ends too early: a part of the code was lost on the way."""


class UnsupportedAlgorithm(CredentialError):
    """Well formed, but signed by an algorithm that this library does not take."""


class BadSignature(CredentialError):
    """The signature is not the one that the key makes over these bytes."""


class UntrustedList(CredentialError):
    """A trust list or status list that nobody we trust has signed, or that has run out."""
