/// An error that trying again will not mend: the delivery becomes a dead letter at once.
public protocol PermanentFailure: Error {}
