import ArgumentParser
import Ledger
import Trading

/// Lists dead letters, and has the running desk retry or discard them.
struct DeadLettersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dlq", abstract: "List, retry, edit and discard the dead letters that wait.",
        discussion: """
            Retrying and discarding are the running desk's to do, since its handlers are there; each act is an \
            event in its journal, as if it had been asked for in the cockpit.

              alphastocks dlq retry d-1f3c88 d-77a0e2
              alphastocks dlq retry d-1f3c88 --set stopLoss=24750 --set strength=0.9
              alphastocks dlq retry d-1f3c88 --edit
              alphastocks dlq discard d-77a0e2
            """,
        subcommands: [List.self, Retry.self, Discard.self], defaultSubcommand: List.self)

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the dead letters that wait.")

        @OptionGroup var query: LedgerQuery

        func run() throws {
            try guarded {
                let reader = try query.open()
                let rows = try runBlocking { try await reader.waitingDeadLetters() }
                try query.show(rows, table: { table(rows) }, empty: "no dead letters")
            }
        }

        private func table(_ rows: [DeadLetterRecord]) -> TextTable {
            var table = TextTable(
                ["ID", "HANDLER", "EVENT", "ATTEMPTS", "DIED", "ERROR"], rightAligned: [3])
            for row in rows {
                table.add([
                    row.id.text, row.handler, row.event.topic.rawValue, String(row.attempts.count),
                    String(row.diedAt.indiaISO8601.prefix(19)), row.error,
                ])
            }
            return table
        }
    }

    struct Retry: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "retry",
            abstract:
                "Give dead letters to their handlers again, as they are or one of them edited.",
            discussion: """
                An edited payload is checked by the desk before any handler sees it; when it is refused, the \
                place is told and the letter waits on. Exit status 1 when nothing was retried.
                """)

        @OptionGroup var query: LedgerQuery

        @Argument(help: ArgumentHelp("The letters, as `dlq` lists them.", valueName: "id"))
        var ids: [String]

        @Option(
            name: .customLong("set"),
            help: ArgumentHelp("Change a value of the payload.", valueName: "name=value"))
        var changes: [String] = []

        @Option(
            help: ArgumentHelp(
                "The whole payload as JSON, from a file or with - from standard input.",
                valueName: "file"))
        var payload: String?

        @Flag(help: "Edit the payload in $VISUAL or $EDITOR.")
        var edit = false

        func validate() throws {
            let ways = [!changes.isEmpty, payload != nil, edit].count { $0 }
            guard ways <= 1 else {
                throw ValidationError("--set, --payload and --edit are three ways to do one thing.")
            }
            guard ways == 0 || ids.count == 1 else {
                throw ValidationError("Only one letter at a time can be edited.")
            }
        }

        func run() throws {
            try guarded {
                let desk = try RunningDesk(query)
                let letters = try desk.letters(ids)
                let command: Command =
                    if let json = try edited(letters[0]) {
                        .retryEditedDeadLetter(letters[0].id, payloadJSON: json)
                    } else {
                        .retryDeadLetters(letters.map(\.id))
                    }
                print(try desk.perform(command))
            }
        }

        /// The payload as the person wants it; `nil` when it is to stay as it is.
        private func edited(_ letter: DeadLetterRecord) throws -> String? {
            let draft = LetterDraft(letter)
            if !changes.isEmpty { return try draft.changed(by: changes) }
            if let payload { return try draft.read(from: payload) }
            return edit ? try draft.edited() : nil
        }
    }

    struct Discard: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "discard", abstract: "Throw dead letters away.")

        @OptionGroup var query: LedgerQuery

        @Argument(help: ArgumentHelp("The letters, as `dlq` lists them.", valueName: "id"))
        var ids: [String]

        func run() throws {
            try guarded {
                let desk = try RunningDesk(query)
                let letters = try desk.letters(ids)
                print(try desk.perform(.discardDeadLetters(letters.map(\.id))))
            }
        }
    }
}
