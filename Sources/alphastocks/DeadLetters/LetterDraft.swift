import Cockpit
import Foundation
import Trading

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A dead letter's payload on its way to being another one; whether the desk can use it is the desk's to say.
struct LetterDraft {
    private let letter: DeadLetterRecord

    init(_ letter: DeadLetterRecord) {
        self.letter = letter
    }

    /// The payload with values changed.
    ///
    /// - Parameter changes: Each a name and a value with `=` between.
    /// - Returns: The payload as JSON.
    /// - Throws: Which change cannot be made.
    func changed(by changes: [String]) throws -> String {
        guard var edit = PayloadEdit(try original()) else {
            throw ProgramFailure("the payload of \(letter.id.text) has no values to change")
        }
        for change in changes {
            guard let sign = change.firstIndex(of: "=") else {
                throw ProgramFailure("--set \(change): expected NAME=VALUE")
            }
            try edit.set(String(change[..<sign]), to: String(change[change.index(after: sign)...]))
        }
        guard edit.isChanged else { throw Self.unchanged }
        return edit.json
    }

    /// The payload that a file holds.
    ///
    /// - Parameter path: The file; `-` for standard input.
    /// - Returns: Its text.
    /// - Throws: Why it cannot be read.
    func read(from path: String) throws -> String {
        do {
            let data =
                path == "-"
                ? try FileHandle.standardInput.readToEnd() ?? Data()
                : try Data(contentsOf: URL(filePath: path))
            return String(decoding: data, as: UTF8.self)
        } catch {
            throw ProgramFailure("\(path): \(error.localizedDescription)")
        }
    }

    /// The payload as the person leaves it in an editor.
    ///
    /// - Returns: The payload as JSON.
    /// - Throws: That the editor failed, or that nothing was changed.
    func edited() throws -> String {
        let before = try JSONText.of(letter.event.payload)
        let file = FileManager.default.temporaryDirectory
            .appending(path: "alphastocks-\(letter.id.text)-\(UUID().uuidString).json")
        // What it carries is not for others.
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(before.utf8),
                attributes: [.posixPermissions: 0o600])
        else { throw ProgramFailure("\(file.path) cannot be written") }
        defer { try? FileManager.default.removeItem(at: file) }
        let environment = ProcessInfo.processInfo.environment
        let editor = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
        // The terminal's own process group must run it, or it could not read the keyboard.
        let quoted = "'" + file.path.replacing("'", with: #"'\''"#) + "'"
        guard system("\(editor) \(quoted)") == 0 else {
            throw ProgramFailure("\(editor) ended with an error; nothing is retried")
        }
        let after = try read(from: file.path)
        // Editors end a file with a line end; every other change is one, also of a space within a text.
        guard after.trimmingCharacters(in: .newlines) != before.trimmingCharacters(in: .newlines)
        else { throw Self.unchanged }
        return after
    }

    private static let unchanged = ProgramFailure(
        "nothing was changed; without --edit and --set the letter is retried as it is")

    private func original() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(letter.event.payload), as: UTF8.self)
    }
}
