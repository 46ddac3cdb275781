/// Sums over runs of single-precision numbers, eight lanes at a time.
enum Vectors {
    static func dot(_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, count: Int) -> Float {
        var sums = SIMD8<Float>()
        let wide = count & ~7
        var index = 0
        while index < wide {
            let one = UnsafeRawPointer(left + index).loadUnaligned(as: SIMD8<Float>.self)
            let other = UnsafeRawPointer(right + index).loadUnaligned(as: SIMD8<Float>.self)
            sums.addProduct(one, other)
            index += 8
        }
        var sum = sums.sum()
        while index < count {
            sum += left[index] * right[index]
            index += 1
        }
        return sum
    }
}
