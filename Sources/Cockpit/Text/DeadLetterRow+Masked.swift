public import Trading

extension DeadLetterRow {
    /// The row with the secrets of its payload masked: for a file, a clipboard and standard output.
    public var masked: DeadLetterRow {
        var row = self
        row.payloadJSON = Payload.masked(payloadJSON)
        return row
    }
}
