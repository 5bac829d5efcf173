/// How well colours can be told apart.
public enum Contrast {
    /// Returns the contrast of text on its background as WCAG 2 defines it.
    ///
    /// The ratio is (L1 + 0.05) / (L2 + 0.05) of the relative luminances, the lighter one first.
    ///
    /// - Parameters:
    ///   - text: The colour of the text.
    ///   - background: The colour beneath.
    /// - Returns: A ratio from 1, the same, to 21, black on white.
    public static func ratio(_ text: RGB, on background: RGB) -> Double {
        let one = luminance(text)
        let other = luminance(background)
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Returns how different two colours look, as ΔE of CIE 1976.
    ///
    /// - Parameters:
    ///   - one: One colour.
    ///   - other: The other.
    /// - Returns: The distance; below 20 is hard to tell apart in small text.
    public static func distance(_ one: RGB, _ other: RGB) -> Double {
        Lab(one).distance(to: Lab(other))
    }

    /// Returns a colour as somebody without green receptors sees it.
    ///
    /// The matrix is that of Machado, Oliveira and Fernandes (2009) for complete deuteranopia.
    ///
    /// - Parameter colour: The colour.
    /// - Returns: What it looks like.
    public static func deuteranopic(_ colour: RGB) -> RGB {
        let (red, green, blue) = LinearRGB(colour).parts
        return LinearRGB(
            red: 0.367322 * red + 0.860646 * green - 0.227968 * blue,
            green: 0.280085 * red + 0.672501 * green + 0.047413 * blue,
            blue: -0.011820 * red + 0.042940 * green + 0.968881 * blue
        ).encoded
    }

    /// Returns a colour made lighter or darker just until it is readable on a background.
    ///
    /// - Parameters:
    ///   - colour: The colour of the text.
    ///   - background: The colour beneath.
    ///   - minimum: The contrast wanted, 1…21.
    /// - Returns: The colour itself when it suffices; else the least change towards white or black,
    ///   whichever contrasts more with the background.
    public static func nudged(_ colour: RGB, on background: RGB, minimum: Double) -> RGB {
        guard ratio(colour, on: background) < minimum else { return colour }
        let white = RGB(0xFFFFFF)
        let black = RGB(0x000000)
        let lighter = ratio(white, on: background) >= ratio(black, on: background)
        let end = lighter ? white : black
        // Contrast with the background falls before it rises when the colour starts on its far
        // side, so search upwards in small steps and take the first that suffices.
        for step in 1...100 {
            let candidate = colour.mixed(with: end, Double(step) / 100)
            if ratio(candidate, on: background) >= minimum { return candidate }
        }
        return end
    }

    private static func luminance(_ colour: RGB) -> Double {
        let (red, green, blue) = LinearRGB(colour).parts
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}
