/// What a theme file says of one role.
///
/// What it leaves out is that of plain text.
struct RoleDefinition: Sendable, Hashable {
    var foreground: ColourReference?
    var background: ColourReference?
    var attributes: Attributes = []
}
