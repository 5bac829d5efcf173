extension RGB {
    /// Reads a colour as terminals report it: `rgb:ffff/ffff/ffff`, each part with one to four hexadecimal digits,
    /// or the same with a fourth part for its opacity; `nil` for anything else.
    ///
    /// - Parameter report: The report.
    init?(report: some StringProtocol) {
        let halves = report.split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, ["rgb", "rgba"].contains(halves[0]) else { return nil }
        let parts = halves[1].split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == halves[0].count else { return nil }
        let levels = parts.map { part -> UInt8? in
            guard (1...4).contains(part.utf8.count), let value = UInt32(part, radix: 16) else {
                return nil
            }
            let most = UInt32(1) << (4 * UInt32(part.utf8.count)) - 1
            return UInt8((value * 255 + most / 2) / most)
        }
        guard let red = levels[0], let green = levels[1], let blue = levels[2] else { return nil }
        self.init(red: red, green: green, blue: blue)
    }

    /// Whether dark text is read better on it than light text.
    public var isLight: Bool {
        Contrast.ratio(RGB(0x000000), on: self) > Contrast.ratio(RGB(0xFFFFFF), on: self)
    }
}
