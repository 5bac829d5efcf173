import Terminal
import Trading

extension SignalsPane {
    /// How a contract was looked for: what was wanted, what each filter took out, the scores of the best.
    static func lines(of choice: StrikeChoice, width: Int) -> [StyledText] {
        let wanted =
            "\(choice.mode) wanted a \(choice.right.rawValue) near "
            + "\(IndianFormat.rupees(choice.targetStrike)), spot \(IndianFormat.rupees(choice.spot)); "
            + "\(choice.consideredCount) contracts"
        let removed = choice.removed.filter { $0.count > 0 }.map {
            StyledText.named($0.filter.rawValue, StyledText(String($0.count)))
        }
        var lines = Wrapping.lines(wanted, width: width).map { StyledText($0) }
        if !removed.isEmpty {
            lines.append(StyledText("taken out by", .uiMuted))
            lines += StyledText.wrapped(removed, width: width)
        }
        for (index, score) in ([choice.winner].compactMap(\.self) + choice.runnersUp).enumerated() {
            var line = StyledText(
                score.contract.tradingSymbol, index == 0 ? .uiTitle : .uiMuted,
                index == 0 ? .bold : [])
            line.append("  \(Figures.fixed(score.total, 1))", index == 0 ? .uiTitle : .uiMuted)
            line.append(
                " = \(Figures.fixed(score.nearness, 1)) near + \(Figures.fixed(score.response, 1)) delta"
                    + " + \(Figures.fixed(score.timing, 1)) expiry + \(Figures.fixed(score.grid, 0)) grid",
                .uiMuted)
            lines.append(line)
        }
        if choice.winner == nil { lines.append(StyledText("none was left", .stateWarn)) }
        return lines
    }
}
