extension Unmanaged {
    /// Adds references, each of which somebody is to release or take over.
    ///
    /// The compiler turns calls that follow each other into one atomic addition.
    ///
    /// - Parameter count: How many, at least 0.
    /// - Returns: The same reference.
    func retained(times count: Int) -> Self {
        var left = count
        while left >= 4 {
            _ = unsafe retain()
            _ = unsafe retain()
            _ = unsafe retain()
            _ = unsafe retain()
            left -= 4
        }
        if left & 2 != 0 {
            _ = unsafe retain()
            _ = unsafe retain()
        }
        if left & 1 != 0 { _ = unsafe retain() }
        return unsafe self
    }
}
