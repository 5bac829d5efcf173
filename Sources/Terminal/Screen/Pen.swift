/// What curses needs to draw a style.
struct Pen: Equatable {
    var attributes: Attributes
    var pair: Int
}
