/// The 256 colours of xterm: 16 that users change (here with xterm's own values), a cube of
/// 6x6x6, and 24 greys.
enum Palette256 {
    static let colours: [RGB] = {
        let ansi: [UInt32] = [
            0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
            0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
        ]
        let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
        let cube = (0..<216).map {
            RGB(red: steps[$0 / 36], green: steps[$0 / 6 % 6], blue: steps[$0 % 6])
        }
        let greys = (0..<24).map { step in
            let level = UInt8(8 + 10 * step)
            return RGB(red: level, green: level, blue: level)
        }
        return ansi.map(RGB.init) + cube + greys
    }()

    private static let labs = colours.map(Lab.init)

    /// Returns the entry that looks most like a colour.
    ///
    /// - Parameters:
    ///   - colour: The colour wanted.
    ///   - indices: The entries to choose from.
    ///   - isAllowed: Whether an entry may be chosen, for example for its contrast.
    /// - Returns: The nearest allowed entry, or the nearest of all when none is allowed.
    static func nearest(
        to colour: RGB, in indices: Range<Int>, where isAllowed: (RGB) -> Bool = { _ in true }
    ) -> UInt8 {
        let lab = Lab(colour)
        let allowed = indices.filter { isAllowed(colours[$0]) }
        let candidates = allowed.isEmpty ? Array(indices) : allowed
        let best = candidates.min { lab.distance(to: labs[$0]) < lab.distance(to: labs[$1]) }
        return UInt8(best ?? indices.lowerBound)
    }
}
