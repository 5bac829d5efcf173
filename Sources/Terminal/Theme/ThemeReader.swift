import LocatedTOML

/// Makes a definition of a theme file, and tells exactly what is wrong with it.
struct ThemeReader {
    private let file: TOMLDocument
    private var parent: ThemeDefinition
    private var definition: ThemeDefinition
    private var found: [ThemeWarning] = []

    /// Reads a theme file.
    ///
    /// - Parameters:
    ///   - text: The contents of the file.
    ///   - file: The file's name, for messages.
    ///   - name: The theme's name when the file gives none.
    ///   - inherited: Returns the definition of a theme that this one inherits.
    /// - Returns: The complete definition, and what has no effect.
    /// - Throws: ``ThemeError`` for the first thing that is wrong.
    static func read(
        _ text: String, file: String, name: String,
        inherited: (String, TOMLLocation) throws(ThemeError) -> ThemeDefinition
    ) throws(ThemeError) -> (definition: ThemeDefinition, warnings: [ThemeWarning]) {
        let document: TOMLDocument
        do throws(TOMLDocument.SyntaxError) {
            document = try TOMLDocument(text, name: file)
        } catch {
            throw ThemeError(location: error.location, problem: .syntax(message: error.message))
        }
        var reader = try ThemeReader(document, name: name, inherited: inherited)
        try reader.readAll()
        return (reader.definition.merged(over: reader.parent), reader.warnings)
    }

    private init(
        _ file: TOMLDocument, name: String,
        inherited: (String, TOMLLocation) throws(ThemeError) -> ThemeDefinition
    ) throws(ThemeError) {
        self.file = file
        definition = ThemeDefinition(name: name, variant: .dark)
        parent = .baseDark

        let meta = try table(file.root["meta"], at: ["meta"])
        definition.name = try string(meta["name"], at: ["meta", "name"]) ?? name
        definition.author = try string(meta["author"], at: ["meta", "author"]) ?? ""
        definition.variant = try word(meta["variant"], at: ["meta", "variant"]) ?? .dark
        if let value = meta["min_contrast"] {
            guard case .number(let number) = value, (1...21).contains(number) else {
                throw bad(["meta", "min_contrast"], expected: "a number from 1 to 21", value)
            }
            definition.minContrast = number
        }
        let base = definition.variant == .dark ? "base-dark" : "base-light"
        let path = ["meta", "inherits"]
        let ancestor = try string(meta["inherits"], at: path) ?? base
        let location = file.location(of: path, text: ancestor)
        parent = try inherited(ancestor, location)
        guard parent.variant == definition.variant else {
            throw ThemeError(
                location: location,
                problem: .inheritsOtherVariant(name: ancestor, variant: parent.variant))
        }
        warn(meta, unless: ["name", "author", "variant", "min_contrast", "inherits"], at: ["meta"])
    }

    private mutating func readAll() throws(ThemeError) {
        let palette = try table(file.root["palette"], at: ["palette"])
        // All names first, since one may stand for another that comes later.
        for name in palette.keys { definition.palette[name] = .colour(.terminalDefault) }
        for (name, value) in palette.sorted(by: { $0.key < $1.key }) {
            definition.palette[name] = try colour(value, at: ["palette", name])
        }
        for name in palette.keys.sorted() where merged.colour(.name(name)) == nil {
            throw error(["palette", name], .circularColourName(name: name))
        }

        let border = try table(file.root["border"], at: ["border"])
        definition.border = try word(border["style"], at: ["border", "style"])
        warn(border, unless: ["style"], at: ["border"])

        for group in Self.groups {
            definition.roles.merge(try roles(in: file.root, group: group, at: [])) { _, own in own }
        }
        for (key, value) in try table(file.root["graph"], at: ["graph"]) {
            guard let ramp = GraphRamp(rawValue: key) else { continue }
            definition.ramps[ramp] = try stops(value, at: ["graph", key])
        }

        let tiers = try table(file.root["tier"], at: ["tier"])
        for tier in ThemeDefinition.Tier.allCases {
            let path = ["tier", tier.rawValue]
            let tables = try table(tiers[tier.rawValue], at: path)
            for group in Self.groups {
                definition.tiers[tier, default: [:]].merge(
                    try roles(in: tables, group: group, at: path)
                ) { _, own in own }
            }
            warn(tables, unless: Self.groups, at: path)
        }
        warn(tiers, unless: ThemeDefinition.Tier.allCases.map(\.rawValue), at: ["tier"])
        warn(file.root, unless: Self.groups + ["meta", "palette", "border", "tier"], at: [])
    }

    /// The tables that hold roles.
    private static let groups: [String] = Role.allCases.reduce(into: []) { groups, role in
        let group = String(role.rawValue.prefix { $0 != "." })
        if !groups.contains(group) { groups.append(group) }
    }

    private var merged: ThemeDefinition { definition.merged(over: parent) }

    // MARK: - Values

    /// The roles of a table; a key that names none is warned of, since the file may be newer than the program.
    private mutating func roles(
        in tables: [String: TOMLDocument.Value], group: String, at path: [String]
    ) throws(ThemeError) -> [Role: RoleDefinition] {
        var roles: [Role: RoleDefinition] = [:]
        let entries = try table(tables[group], at: path + [group])
        for (key, value) in entries.sorted(by: { $0.key < $1.key }) {
            guard let role = Role(rawValue: "\(group).\(key)") else { continue }
            roles[role] = try definition(of: role, value, at: path + [group, key])
        }
        var known = Role.allCases.map(\.rawValue)
        // Scales are the same in every tier.
        if path.isEmpty { known += GraphRamp.allCases.map { "graph.\($0.rawValue)" } }
        warn(entries, in: group, unless: known, at: path)
        return roles
    }

    /// What a file says of a role; `nil` for a table of unknown keys only, which leaves what is inherited.
    private mutating func definition(
        of role: Role, _ value: TOMLDocument.Value, at path: [String]
    ) throws(ThemeError) -> RoleDefinition? {
        guard case .table(let parts) = value else {
            let colour = try colour(value, at: path)
            return role.isSurface
                ? RoleDefinition(background: colour) : RoleDefinition(foreground: colour)
        }
        var result = RoleDefinition()
        if let value = parts["fg"] { result.foreground = try colour(value, at: path + ["fg"]) }
        if let value = parts["bg"] { result.background = try colour(value, at: path + ["bg"]) }
        if let value = parts["attr"] {
            result.attributes = try attributes(value, at: path + ["attr"])
        }
        let known: Set = ["fg", "bg", "attr"]
        warn(parts, unless: known, at: path)
        return parts.isEmpty || !known.isDisjoint(with: parts.keys) ? result : nil
    }

    private func colour(
        _ value: TOMLDocument.Value, at path: [String]
    ) throws(ThemeError) -> ColourReference {
        guard case .string(let text) = value else {
            throw bad(path, expected: "a colour in quotes", value)
        }
        guard let reference = ColourReference(text) else {
            throw error(path, text: text, .badColour(text: text))
        }
        if case .name(let name) = reference {
            let known = Set(definition.palette.keys).union(parent.palette.keys)
            guard known.contains(name) else {
                let nearest = NearestName.of(name, in: known)
                throw error(path, text: text, .unknownColourName(name: name, nearest: nearest))
            }
        }
        return reference
    }

    private func stops(
        _ value: TOMLDocument.Value, at path: [String]
    ) throws(ThemeError) -> [ColourReference] {
        guard case .array(let values) = value, (1...3).contains(values.count) else {
            throw bad(path, expected: "an array of one to three colours", value)
        }
        var stops: [ColourReference] = []
        for value in values { stops.append(try colour(value, at: path)) }
        return stops
    }

    private func attributes(
        _ value: TOMLDocument.Value, at path: [String]
    ) throws(ThemeError) -> Attributes {
        guard case .array(let values) = value else {
            throw bad(path, expected: "an array of attributes", value)
        }
        var result: Attributes = []
        for value in values {
            guard case .string(let name) = value else {
                throw bad(path, expected: "an array of attributes in quotes", value)
            }
            guard let attribute = Attributes.named.first(where: { $0.name == name })?.attribute
            else {
                let nearest = NearestName.of(name, in: Attributes.named.map(\.name))
                throw error(path, text: name, .badAttribute(name: name, nearest: nearest))
            }
            result.formUnion(attribute)
        }
        return result
    }

    private func table(
        _ value: TOMLDocument.Value?, at path: [String]
    ) throws(ThemeError) -> [String: TOMLDocument.Value] {
        guard let value else { return [:] }
        guard case .table(let table) = value else { throw bad(path, expected: "a table", value) }
        return table
    }

    private func string(
        _ value: TOMLDocument.Value?, at path: [String]
    ) throws(ThemeError) -> String? {
        guard let value else { return nil }
        guard case .string(let text) = value else {
            throw bad(path, expected: "a text in quotes", value)
        }
        return text
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ value: TOMLDocument.Value?, at path: [String]
    ) throws(ThemeError) -> Word? where Word.RawValue == String {
        guard let value else { return nil }
        guard case .string(let text) = value, let word = Word(rawValue: text) else {
            let known = Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            throw bad(path, expected: "one of \(known)", value)
        }
        return word
    }

    // MARK: - Messages

    /// Warns of the keys of a table that are none of the known ones.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - group: What stands before its keys in the known names, with a dot; `nil` where they are the keys alone.
    ///   - known: The names that have a meaning there.
    ///   - path: Where the table is, without the group.
    private mutating func warn(
        _ table: [String: TOMLDocument.Value], in group: String? = nil,
        unless known: some Sequence<String>,
        at path: [String]
    ) {
        let known = Set(known)
        for key in table.keys {
            let name = group.map { "\($0).\(key)" } ?? key
            guard !known.contains(name) else { continue }
            func full(_ name: String) -> String { (path + [name]).joined(separator: ".") }
            let place = path + (group.map { [$0, key] } ?? [key])
            found.append(
                ThemeWarning(
                    location: file.location(of: place), key: full(name),
                    nearest: NearestName.of(name, in: known).map(full)))
        }
    }

    /// What has no effect, from the top of the file down.
    private var warnings: [ThemeWarning] {
        found.sorted {
            ($0.location.line, $0.location.column, $0.key) < (
                $1.location.line, $1.location.column, $1.key
            )
        }
    }

    private func error(
        _ path: [String], text: String? = nil, _ problem: ThemeError.Problem
    ) -> ThemeError {
        ThemeError(location: file.location(of: path, text: text), problem: problem)
    }

    private func bad(
        _ path: [String], expected: String, _ value: TOMLDocument.Value
    ) -> ThemeError {
        error(
            path,
            .badValue(
                key: path.joined(separator: "."), expected: expected, found: value.kind))
    }
}
