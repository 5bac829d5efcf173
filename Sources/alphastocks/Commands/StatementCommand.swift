import ArgumentParser
import Ledger
import Trading

/// Prints a day's statement: cash, fills, charges by kind, profit, by strategy.
struct StatementCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement", abstract: "Print a day's statement, checked against the account.",
        discussion: """
            Everything is computed from the fills. Exit status 2 when something does not add up; what it \
            is stands at the end.
            """)

    @OptionGroup var query: LedgerQuery

    @Option(
        help: ArgumentHelp(
            "The day in India. Default: the day of the last fill.", valueName: "YYYY-MM-DD"))
    var date: String?

    func run() throws {
        try guarded {
            let asked = try date.map { text in
                guard let day = CalendarDay(text) else {
                    throw ProgramFailure("--date \(text): not a day; write it as 2025-10-08")
                }
                return day
            }
            let reader = try query.open()
            let report = try runBlocking { try await Self.report(from: reader, on: asked) }
            print(try query.json ? JSONText.of(report) : report.text)
            if !report.isBalanced { throw ExitCode(2) }
        }
    }

    /// What is printed.
    struct Report: Encodable, Sendable {
        var statement: DayStatement
        var net: Money
        var unrealised: Money?
        /// Cash by the account, when the statement is of the last day.
        var accountCash: Money?
        var isBalanced: Bool
        var discrepancies: [String]
    }

    private static func report(
        from reader: LedgerReader, on asked: CalendarDay?
    ) async throws -> Report {
        let fills = Array(try await reader.fills(limit: .max).reversed())
        let positions = try await reader.positions(limit: .max)
        let check = try await reader.accountCheck()
        guard let capital = try await reader.state("capital").flatMap({ Int64($0) }) else {
            throw ProgramFailure("the ledger holds no capital: no desk has started on it yet")
        }
        guard let lastDay = asked ?? fills.last?.occurredAt.indiaDay else {
            throw ProgramFailure("there are no fills yet; --date names a day all the same")
        }
        let statement = DayStatement(
            day: lastDay, capital: Money(paise: capital), fills: fills, positions: positions,
            table: .builtIn)
        let cash = Money(paise: capital) + check.fills.cashEffect
        let isLast = fills.last.map { $0.occurredAt.indiaDay <= lastDay } ?? true
        var discrepancies = statement.discrepancies
        if isLast, cash != statement.closingCash {
            discrepancies.append(
                "the account's cash is \(IndianFormat.rupees(cash)), the statement closes with "
                    + IndianFormat.rupees(statement.closingCash))
        }
        discrepancies += check.positionsOutOfStep.map {
            "position \($0) is not the sum of its fills"
        }
        discrepancies += check.ordersOutOfStep.map { "order \($0) is not the sum of its fills" }
        var told: Set<String> = []
        discrepancies = discrepancies.filter { told.insert($0).inserted }
        return Report(
            statement: statement, net: statement.net, unrealised: statement.unrealised,
            accountCash: isLast ? cash : nil, isBalanced: discrepancies.isEmpty,
            discrepancies: discrepancies)
    }
}

extension StatementCommand.Report {
    /// The statement as a person reads it.
    fileprivate var text: String {
        let money = statement
        var summary = TextTable(["", "₹"], rightAligned: [1])
        func add(_ name: String, _ amount: Money?) {
            summary.add([name, amount.map { IndianFormat.rupees($0) } ?? "unknown"])
        }
        add("opening cash", money.openingCash)
        add("bought", -money.bought)
        add("sold", money.sold)
        add("  brokerage", -money.charges.brokerage)
        add("  transaction tax (STT)", -money.charges.transactionTax)
        add("  exchange fee", -money.charges.exchangeFee)
        add("  SEBI fee", -money.charges.regulatorFee)
        add("  stamp duty", -money.charges.stampDuty)
        add("  GST", -money.charges.servicesTax)
        add("charges", -money.charges.total)
        add("closing cash", money.closingCash)
        add("realised before charges", money.realised)
        add("realised after the day's charges", net)
        add("unrealised", unrealised)
        var sections = ["Statement of \(money.day)", summary.text, strategies, holdings, fills]
        let known = ChargeTable.builtIn.firstDay
        if money.day < known, !money.fills.isEmpty {
            sections.append(
                "The charges are by the rates of \(known): earlier ones are not known.")
        }
        sections.append(
            isBalanced
                ? "Everything adds up: \(money.fills.count) fills, "
                    + "\(money.tradesClosed) trades closed, \(money.wins) won."
                : "THIS DOES NOT ADD UP:\n" + discrepancies.joined(separator: "\n"))
        return sections.filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private var strategies: String {
        var table = TextTable(
            ["STRATEGY", "CLOSED", "WON", "REALISED", "CHARGES", "NET"],
            rightAligned: [1, 2, 3, 4, 5])
        for line in statement.strategies {
            table.add([
                line.strategy, String(line.tradesClosed), String(line.wins),
                IndianFormat.rupees(line.realised, showsPlus: true),
                IndianFormat.rupees(line.charges),
                IndianFormat.rupees(line.net, showsPlus: true),
            ])
        }
        return table.isEmpty ? "" : table.text
    }

    private var holdings: String {
        var table = TextTable(
            ["HELD", "UNITS", "COST", "MARK", "UNREALISED"], rightAligned: [1, 2, 3, 4])
        for holding in statement.holdings {
            table.add([
                holding.symbol, String(holding.quantity.units), IndianFormat.rupees(holding.cost),
                holding.mark.map { IndianFormat.rupees($0) } ?? "unknown",
                holding.unrealised.map { IndianFormat.rupees($0, showsPlus: true) } ?? "unknown",
            ])
        }
        return table.isEmpty ? "" : table.text
    }

    private var fills: String {
        var table = TextTable(
            ["TIME", "SIDE", "UNITS", "PRICE", "VALUE", "CHARGES", "ORDER", "TRADE"],
            rightAligned: [2, 3, 4, 5])
        for fill in statement.fills {
            table.add([
                fill.occurredAt.indiaClock, fill.side.rawValue, String(fill.quantity.units),
                IndianFormat.rupees(fill.price), IndianFormat.rupees(fill.price * fill.quantity),
                IndianFormat.rupees(fill.charges), fill.orderID.text, fill.id,
            ])
        }
        return table.isEmpty ? "" : table.text
    }
}
