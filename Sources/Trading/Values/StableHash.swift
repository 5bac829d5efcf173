/// A 64-bit hash that is the same in every process and on every platform.
///
/// `Hasher` is seeded anew in each process; ids that must survive a restart need this one.
/// FNV-1a (Fowler, Noll, Vo), followed by a finalising mix so that every bit of the input reaches
/// every bit of the output (the 64-bit finaliser of MurmurHash3).
public enum StableHash {
    /// Hashes text.
    ///
    /// - Parameter text: Any text; its UTF-8 bytes are hashed.
    /// - Returns: The hash.
    /// - Complexity: O(n) in the bytes of the text.
    public static func of(_ text: some StringProtocol) -> UInt64 {
        of(String(text), "")
    }

    /// Hashes texts as if they were one, without putting them together.
    ///
    /// - Parameters:
    ///   - first: The first text; its UTF-8 bytes are hashed.
    ///   - second: The text after it.
    ///   - third: The text after that.
    /// - Returns: The hash.
    /// - Complexity: O(n) in the bytes of the texts.
    public static func of(_ first: String, _ second: String, _ third: String = "") -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in first.utf8 { add(byte, to: &hash) }
        for byte in second.utf8 { add(byte, to: &hash) }
        for byte in third.utf8 { add(byte, to: &hash) }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
    }

    private static func add(_ byte: UInt8, to hash: inout UInt64) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    /// Hashes text into 16 lower-case hexadecimal digits.
    ///
    /// - Parameter text: Any text.
    /// - Returns: Sixteen digits.
    public static func hexadecimal(_ text: some StringProtocol) -> String {
        let digits = String(of(text), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
