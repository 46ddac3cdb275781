import Glibc

/// A sparse matrix stored by columns.
struct SparseMatrix: Sendable {
    var rowCount: Int
    /// Where each column's entries begin, and the end of the last.
    var columnStarts: [Int]
    var rows: [Int32]
    var values: [Float]

    var columnCount: Int { columnStarts.count - 1 }
}

/// The strongest singular values and vectors of a large sparse matrix.
///
/// N. Halko, P.-G. Martinsson and J. Tropp, "Finding structure with randomness" (2011), algorithms 4.4 and 5.1: a random subspace of
/// the rows' side is refined by subspace iteration with `A Aᵀ`, made orthonormal again in every step, until what it captures of the
/// matrix does not grow any more. The same matrix and seed give the same result.
struct RandomizedSVD: Sendable {
    /// Strongest first.
    let singularValues: [Float]
    /// One row of `singularValues.count` numbers a column of the matrix.
    let rightVectors: [Float]
    let iterations: Int

    /// - Parameters:
    ///   - oversampling: further dimensions carried along, which makes the last wanted ones converge.
    ///   - tolerance: the iteration ends when the captured sum of squares grows by less than this share.
    init(
        _ matrix: SparseMatrix, rank: Int, seed: UInt64, oversampling: Int = 10, tolerance: Float = 1e-4,
        maximumIterations: Int = 24
    ) {
        let width = min(rank + oversampling, matrix.rowCount, matrix.columnCount)
        guard width > 0, rank > 0 else {
            singularValues = []
            rightVectors = []
            iterations = 0
            return
        }
        var random = Gaussian(seed: seed)
        var basis = [Float](repeating: 0, count: matrix.rowCount * width)
        for position in basis.indices { basis[position] = random.next() }
        RandomizedSVD.orthonormalise(&basis, width: width)
        var captured: Float = 0
        var step = 0
        while step < maximumIterations {
            step += 1
            let (product, squares) = RandomizedSVD.multiply(matrix, basis, width: width)
            basis = product
            RandomizedSVD.orthonormalise(&basis, width: width)
            if squares <= captured * (1 + tolerance) { break }
            captured = squares
        }
        iterations = step
        // B = Aᵀ Q is small on one side; the eigenvectors of BᵀB turn it into V and S.
        let projected = RandomizedSVD.transposed(matrix, basis, width: width)
        var gram = [Double](repeating: 0, count: width * width)
        for start in stride(from: 0, to: projected.count, by: width) {
            for one in 0..<width {
                let value = Double(projected[start + one])
                if value == 0 { continue }
                for other in one..<width { gram[one * width + other] += value * Double(projected[start + other]) }
            }
        }
        for one in 0..<width { for other in 0..<one { gram[one * width + other] = gram[other * width + one] } }
        let (values, vectors) = RandomizedSVD.eigen(gram, width)
        let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
        let largest = max(values[order[0]], 0)
        let kept = order.prefix(min(rank, width)).filter { values[$0] > largest * 1e-8 }
        singularValues = kept.map { Float(values[$0].squareRoot()) }
        var right = [Float](repeating: 0, count: matrix.columnCount * kept.count)
        for column in 0..<matrix.columnCount {
            for (number, index) in kept.enumerated() {
                var sum = 0.0
                for inner in 0..<width {
                    sum += Double(projected[column * width + inner]) * vectors[inner * width + index]
                }
                right[column * kept.count + number] = Float(sum / values[index].squareRoot())
            }
        }
        rightVectors = right
    }

    /// `A (Aᵀ Q)` and the sum of the squares of `Aᵀ Q`: what the basis captures.
    private static func multiply(_ matrix: SparseMatrix, _ basis: [Float], width: Int) -> ([Float], Float) {
        var result = [Float](repeating: 0, count: basis.count)
        var squares: Float = 0
        var row = [Float](repeating: 0, count: width)
        basis.withUnsafeBufferPointer { basis in
            result.withUnsafeMutableBufferPointer { result in
                row.withUnsafeMutableBufferPointer { row in
                    for column in 0..<matrix.columnCount {
                        for inner in 0..<width { row[inner] = 0 }
                        let entries = matrix.columnStarts[column]..<matrix.columnStarts[column + 1]
                        for entry in entries {
                            let value = matrix.values[entry], start = Int(matrix.rows[entry]) * width
                            for inner in 0..<width { row[inner] += value * basis[start + inner] }
                        }
                        var square: Float = 0
                        for inner in 0..<width { square += row[inner] * row[inner] }
                        squares += square
                        for entry in entries {
                            let value = matrix.values[entry], start = Int(matrix.rows[entry]) * width
                            for inner in 0..<width { result[start + inner] += value * row[inner] }
                        }
                    }
                }
            }
        }
        return (result, squares)
    }

    private static func transposed(_ matrix: SparseMatrix, _ basis: [Float], width: Int) -> [Float] {
        var result = [Float](repeating: 0, count: matrix.columnCount * width)
        for column in 0..<matrix.columnCount {
            for entry in matrix.columnStarts[column]..<matrix.columnStarts[column + 1] {
                let value = matrix.values[entry], start = Int(matrix.rows[entry]) * width
                for inner in 0..<width { result[column * width + inner] += value * basis[start + inner] }
            }
        }
        return result
    }

    /// Gram–Schmidt, twice over ("twice is enough", Giraud et al. 2005). A direction that vanishes becomes zero.
    private static func orthonormalise(_ basis: inout [Float], width: Int) {
        let rows = basis.count / width
        // Column after column lies together.
        var columns = [Float](repeating: 0, count: basis.count)
        for row in 0..<rows { for column in 0..<width { columns[column * rows + row] = basis[row * width + column] } }
        columns.withUnsafeMutableBufferPointer { columns in
            guard let first = columns.baseAddress else { return }
            for column in 0..<width {
                let own = first + column * rows
                for _ in 0..<2 {
                    for other in 0..<column {
                        let against = first + other * rows
                        let dot = Vectors.dot(own, against, count: rows)
                        for row in 0..<rows { own[row] -= dot * against[row] }
                    }
                }
                let square = Vectors.dot(own, own, count: rows)
                let factor: Float = square > 1e-20 ? 1 / square.squareRoot() : 0
                for row in 0..<rows { own[row] *= factor }
            }
        }
        for row in 0..<rows { for column in 0..<width { basis[row * width + column] = columns[column * rows + row] } }
    }

    /// Eigenvalues and eigenvectors (as columns) of a symmetric matrix by cyclic Jacobi rotations.
    ///
    /// G. Golub and C. Van Loan, "Matrix Computations", §8.5.
    static func eigen(_ symmetric: [Double], _ size: Int) -> (values: [Double], vectors: [Double]) {
        var matrix = symmetric
        var vectors = [Double](repeating: 0, count: size * size)
        for index in 0..<size { vectors[index * size + index] = 1 }
        let scale = max(1e-300, matrix.reduce(0) { $0 + $1 * $1 })
        for _ in 0..<40 {
            var rest = 0.0
            for row in 0..<size {
                for column in 0..<row { rest += matrix[row * size + column] * matrix[row * size + column] }
            }
            if rest <= scale * 1e-22 { break }
            for row in 0..<size {
                for column in (row + 1)..<max(size, row + 1) {
                    let off = matrix[row * size + column]
                    if abs(off) < 1e-300 { continue }
                    let theta = (matrix[column * size + column] - matrix[row * size + row]) / (2 * off)
                    let tangent = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
                    let cosine = 1 / (tangent * tangent + 1).squareRoot(), sine = tangent * cosine
                    for other in 0..<size {
                        let left = matrix[other * size + row], right = matrix[other * size + column]
                        matrix[other * size + row] = cosine * left - sine * right
                        matrix[other * size + column] = sine * left + cosine * right
                    }
                    for other in 0..<size {
                        let left = matrix[row * size + other], right = matrix[column * size + other]
                        matrix[row * size + other] = cosine * left - sine * right
                        matrix[column * size + other] = sine * left + cosine * right
                    }
                    for other in 0..<size {
                        let left = vectors[other * size + row], right = vectors[other * size + column]
                        vectors[other * size + row] = cosine * left - sine * right
                        vectors[other * size + column] = sine * left + cosine * right
                    }
                }
            }
        }
        return ((0..<size).map { matrix[$0 * size + $0] }, vectors)
    }
}

/// Normally distributed numbers from SplitMix64 (Steele et al. 2014) by Box and Muller's method.
struct Gaussian {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    private mutating func uniform() -> Double {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        bits ^= bits >> 31
        return (Double(bits >> 11) + 0.5) / 9_007_199_254_740_992
    }

    mutating func next() -> Float {
        Float((-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform()))
    }
}
