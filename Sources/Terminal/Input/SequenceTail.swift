/// What bytes are that came soon after an escape byte which was taken for the Escape key.
///
/// A slow line may tear a sequence behind its first byte. Read as typed letters the rest could do harm: of an arrow key
/// `[A` is left, of an answer of the terminal a colon and more.
enum SequenceTail {
    /// The rest of a sequence.
    case rest
    /// Perhaps that, once more has come.
    case open
    /// What a person typed.
    case typed

    init(_ bytes: ArraySlice<UInt8>) {
        guard let first = bytes.first else {
            self = .open
            return
        }
        let others = bytes.dropFirst()
        let isRest: Bool?
        switch first {
        case UInt8(ascii: "["):
            isRest = others.first { !(0x30..<0x40).contains($0) }.map {
                KeyDecoder.keysByFinal[$0] != nil || "~MmIO".utf8.contains($0)
            }
        case UInt8(ascii: "O"): isRest = others.first.map { KeyDecoder.keysByFinal[$0] != nil }
        case UInt8(ascii: "]"):
            // A person may type a bracket and a digit too, which come back if nothing follows.
            isRest = others.first { !(0x30..<0x3A).contains($0) }.map {
                $0 == UInt8(ascii: ";") && others.first != $0
            }
        default: isRest = false
        }
        self = isRest.map { $0 ? .rest : .typed } ?? (bytes.count < 32 ? .open : .typed)
    }
}
