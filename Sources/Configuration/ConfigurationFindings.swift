/// Everything that is wrong with a configuration, for those who want to hear all of it at once.
final class ConfigurationFindings {
    private(set) var errors: [ConfigurationError] = []

    func add(_ error: ConfigurationError) { errors.append(error) }
}
