using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Growr.Actors.Tests.Architecture;

/// <summary>Which type uses which, read from compiled assemblies.</summary>
internal static class References
{
    /// <summary>Pairs (user, used) of outermost types in one assembly, everything a signature or a method body names.</summary>
    public static IReadOnlyCollection<(TypeReference User, TypeReference Used)> Of(System.Reflection.Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        var found = new HashSet<(string, string)>();
        var pairs = new List<(TypeReference, TypeReference)>();
        foreach (var type in module.GetTypes())
        {
            var user = Outermost(type);
            foreach (var used in UsedBy(type).SelectMany(Parts).Select(Outermost))
                if (used.FullName != user.FullName && found.Add((user.FullName, used.FullName))) pairs.Add((user, used));
        }
        return pairs;
    }

    private static IEnumerable<TypeReference> UsedBy(TypeDefinition type)
    {
        if (type.BaseType is { } parent) yield return parent;
        foreach (var implemented in type.Interfaces) yield return implemented.InterfaceType;
        foreach (var field in type.Fields) yield return field.FieldType;
        foreach (var method in type.Methods)
        {
            yield return method.ReturnType;
            foreach (var parameter in method.Parameters) yield return parameter.ParameterType;
            if (!method.HasBody) continue;
            foreach (var variable in method.Body.Variables) yield return variable.VariableType;
            foreach (var used in method.Body.Instructions.SelectMany(Operands)) yield return used;
        }
    }

    private static IEnumerable<TypeReference> Operands(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        // Every iterator the compiler makes asks which thread it is on.
        MethodReference { Name: "get_CurrentManagedThreadId" } => [],
        MethodReference method => [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(p => p.ParameterType),
            .. method is GenericInstanceMethod generic ? generic.GenericArguments : []],
        FieldReference field => [field.DeclaringType, field.FieldType],
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [generic.ElementType, .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification wrapped => Parts(wrapped.ElementType),
        GenericParameter => [],
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
