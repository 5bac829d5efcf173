public import Trading

extension DeadLetterRow {
    /// The row with the secrets of its payload masked: for a file, a clipboard and standard output.
    ///
    /// The event beside the payload's text has fields of known names, and none of them is a secret.
    public var masked: DeadLetterRow {
        var row = self
        row.payloadJSON = Payload.masked(payloadJSON)
        return row
    }
}
