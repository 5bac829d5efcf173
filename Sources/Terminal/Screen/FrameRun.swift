/// The cells of one row that are to be sent.
struct FrameRun: Equatable {
    let y: Int
    let columns: Range<Int>
}
