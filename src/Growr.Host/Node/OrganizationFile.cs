using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Tenancy;
using Growr.Host.Cli;

namespace Growr.Host.Node;

/// <summary>The organizations of a node, in one file of its data folder.</summary>
public sealed class OrganizationFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "organizations.json");

    /// <exception cref="UserError">The file cannot be read as organizations.</exception>
    public IReadOnlyList<Organization> Read()
    {
        if (!File.Exists(_path)) return [];
        try
        {
            return JsonSerializer.Deserialize<List<Organization?>>(File.ReadAllBytes(_path), Options) is { } read && !read.Contains(null)
                ? read.OfType<Organization>().ToList()
                : throw new JsonException("A null is no organization.");
        }
        catch (JsonException wrong)
        {
            throw new UserError($"{_path} is damaged{At(wrong)}. Restore it from a backup.");
        }
    }

    /// <summary>Adds one; the file is whole at every moment.</summary>
    /// <exception cref="UserError">The id or the name is taken.</exception>
    public void Add(Organization organization)
    {
        var known = Read();
        if (known.Any(other => other.Id == organization.Id || other.Name == organization.Name))
            throw new UserError($"This node has an organization {organization.Name} already. Choose another name.");
        var next = _path + ".new";
        File.WriteAllBytes(next, JsonSerializer.SerializeToUtf8Bytes(known.Append(organization), Options));
        File.Move(next, _path, overwrite: true);
    }

    private static string At(JsonException wrong) => wrong.LineNumber is { } line ? $" in line {line + 1}" : "";

    private static readonly JsonSerializerOptions Options = new(WireTypes.JsonOptions()) { WriteIndented = true };
}
