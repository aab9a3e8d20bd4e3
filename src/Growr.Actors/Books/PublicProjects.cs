using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Books;

/// <summary>Which projects strangers may know of: public ones, from their activation on, until they are made private again.</summary>
internal sealed class PublicProjects
{
    private readonly HashSet<ProjectKey> _shown = [];

    public void Learn(JournalEntry entry)
    {
        if (entry.Event is not IProjectEvent { ProjectKey: var key } || !ProjectBook.ChangesRecord(entry.Event)) return;
        var view = ProjectBook.View(entry);
        if (view is { Offer.IsPublic: true, Status: not ProjectStatus.Draft } && (Shows(key) || view.Status == ProjectStatus.Activated)) _shown.Add(key);
        else _shown.Remove(key);
    }

    public bool Shows(ProjectKey project) => _shown.Contains(project);
}
