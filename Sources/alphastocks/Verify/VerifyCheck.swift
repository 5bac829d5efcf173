/// One promise of the design, tried live.
struct VerifyCheck: Sendable {
    /// The promise.
    let name: String
    /// Tries it; gives the figure that was seen, and throws `Failed` when the promise does not hold.
    let run: @Sendable () async throws -> String

    /// A promise that does not hold.
    struct Failed: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}

/// Throws when a condition does not hold.
func require(_ condition: Bool, _ text: @autoclosure () -> String) throws(VerifyCheck.Failed) {
    guard condition else { throw VerifyCheck.Failed(text()) }
}
