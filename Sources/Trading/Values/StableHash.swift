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
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ (hash >> 33)) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ (hash >> 33)
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
