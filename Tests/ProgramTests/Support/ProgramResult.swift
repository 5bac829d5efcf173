import Foundation

/// What a run of the program came to.
struct ProgramResult: CustomStringConvertible {
    /// The exit status; `nil` when a signal ended the program.
    let status: Int32?
    /// The signal that ended the program.
    let signal: Int32?
    let output: String
    let errors: String

    /// Whether the program refused as it should: no crash, nothing that is no message, the words there.
    func refuses(_ words: String...) -> Bool {
        guard let status, status != 0 else { return false }
        let said = errors + output
        return words.allSatisfy { said.contains($0) }
    }

    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data(output.utf8))
    }

    var description: String {
        let end = status.map { "exit status \($0)" } ?? "killed by signal \(signal ?? 0)"
        return
            "\(end)\nstandard output:\n\(output.prefix(4000))\nstandard error:\n\(errors.prefix(4000))"
    }
}
